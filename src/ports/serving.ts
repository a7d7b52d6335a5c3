/** Whether mails and events go out from here. */
export type Serving = {
  /** Asks the store until it may; then it remembers. Rejects if the store cannot be asked. */
  maySend(): Promise<boolean>;
  /** Whether the last answer was no. */
  isHeld(): boolean;
};
