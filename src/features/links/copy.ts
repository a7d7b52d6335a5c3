// The words beside the code that a person types. A translation is another value of this type.

export const copy = {
  code: "Code from the email",
  hint: "8 digits, in the same email as the link. They show that a person reads it, and no program.",
  errors: {
    "code-missing": "Enter the code from the email",
    "code-format": "Code must be 8 digits",
    "wrong-code": "That code is not right. It stands in the same email as the link",
    "not-sure": "Tick the box",
  },
} as const;
