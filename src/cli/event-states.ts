/** The states of deliveries, by what an operator asks for. */
export const STATES = {
  waiting: ["waiting", "sending", "retry"],
  delivered: ["delivered"],
  dead: ["dead"],
  missed: ["missed"],
} as const;
