import type { EventTypes, HeardEvent } from "../domain/event.ts";
import type { Page, Place } from "../domain/page.ts";
import type { Duration, Instant } from "../domain/time.ts";

/** Who is told of events: a handler in a host's processes, or a webhook. */
export type Receiver = {
  readonly id: string;
  readonly kind: "handler" | "webhook";
  readonly name: string;
  readonly types: EventTypes;
  /** Of a webhook. */
  readonly url: string | null;
  readonly createdOn: Instant;
  /** When a process last had this handler, to about a day. */
  readonly seenOn: Instant | null;
  /** Since when it is told nothing. What a webhook misses is kept. */
  readonly offOn: Instant | null;
  readonly offWhy: string | null;
};

/** A receiver that a process may tell something now. */
export type DueReceiver = Pick<Receiver, "id" | "kind" | "name" | "url">;

/**
 * `waiting`: it has not been tried, or is behind an earlier one of the same user. `missed`: the webhook was off. Both
 * `dead` and `missed` ones can be retried.
 */
export type DeliveryState = "waiting" | "sending" | "retry" | "delivered" | "dead" | "missed";

/** An event on its way to one receiver. */
export type Delivery = {
  readonly id: string;
  readonly receiverId: string;
  readonly event: HeardEvent;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; null if it has ended, or is behind an earlier one of the same user. */
  readonly dueOn: Instant | null;
  /** What the receiver said at the last try. */
  readonly answer: string | null;
  readonly endedOn: Instant | null;
};

/** A delivery that a process has claimed: nobody else makes it until then. */
export type ClaimedDelivery = Pick<Delivery, "id" | "event" | "attempts"> & {
  readonly receiver: DueReceiver;
  readonly fence: number;
  readonly claimedUntil: Instant;
};

/** A claim of a delivery, by what it was claimed with. */
export type DeliveryClaim = Pick<ClaimedDelivery, "id" | "fence"> & { readonly now: Instant };

/** Which deliveries are listed, newest first. */
export type DeliveryQuery = {
  readonly id?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  readonly receiverId?: string | undefined;
  readonly userId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly since?: Instant | undefined;
};

/** Which deliveries a page lists. `waiting` are all that have not ended. */
export type DeliveryFilter = "all" | "waiting" | "delivered" | "dead" | "missed";

/** How the deliveries to one receiver go. */
export type ReceiverHealth = {
  /** Since when every try has failed; null if the last one did not. */
  readonly failingSince: Instant | null;
  /** When the operator was told of that. */
  readonly toldOn: Instant | null;
};

/** What a store knows of events: who is told of them, and what became of each. */
export type EventStore = {
  /**
   * Makes sure that handlers are receivers, and that they are known to exist. One that was retired is told of
   * everything from now on. Returns the names that webhooks have: nothing is told to handlers of these names.
   */
  keepHandlers(input: {
    readonly handlers: readonly Pick<Receiver, "name" | "types">[];
    readonly now: Instant;
  }): Promise<readonly string[]>;
  /** Switches off handlers that no process has had since, and puts what waits for them among the dead. Returns their names. */
  retireHandlers(input: {
    readonly seenBefore: Instant;
    readonly now: Instant;
  }): Promise<readonly string[]>;
  listReceivers(): Promise<readonly (Receiver & ReceiverHealth)[]>;
  /** Of these handlers and of all webhooks, those for which something is due. Cheap: it is asked all the time. */
  dueReceivers(input: {
    readonly handlers: readonly string[];
    readonly now: Instant;
  }): Promise<readonly DueReceiver[]>;
  /** Claims deliveries that are due: of one user's only the first that has not ended. None while an operator holds them. */
  claimDeliveries(input: {
    readonly receivers: readonly (DueReceiver & { readonly count: number })[];
    readonly lease: Duration;
    readonly now: Instant;
  }): Promise<readonly ClaimedDelivery[]>;
  /** False if somebody else has claimed it since. */
  renewDelivery(input: DeliveryClaim & { readonly lease: Duration }): Promise<boolean>;
  /** Gives back what was not tried. */
  releaseDelivery(input: DeliveryClaim): Promise<void>;
  /**
   * Records what became of a try, and lets the next one of the same user go. Undefined if somebody else has claimed it
   * since.
   */
  settleDelivery(
    input: DeliveryClaim & {
      readonly state: "delivered" | "dead" | "retry";
      readonly answer: string;
      readonly dueOn: Instant;
    },
  ): Promise<ReceiverHealth | undefined>;
  /** Newest first, after the one with the id `after`. */
  listDeliveries(
    page: DeliveryQuery & { readonly limit: number; readonly after?: string | undefined },
  ): Promise<readonly Delivery[]>;
  /**
   * A part of a list of deliveries: newest first, and dead and missed ones by when they ended. However many there are, it looks
   * at a bounded number: the list may continue after deliveries of which none matched.
   */
  browseDeliveries(page: {
    readonly filter: DeliveryFilter;
    readonly receiverId: string | undefined;
    readonly limit: number;
    readonly after: Place | undefined;
  }): Promise<Page<Delivery>>;
  findDelivery(id: string): Promise<Delivery | undefined>;
  /**
   * Makes dead and missed deliveries due again, and delivered ones too if their state is asked for. Returns how many.
   */
  retryDeliveries(
    input: DeliveryQuery & {
      readonly actor: string;
      readonly reason?: string | undefined;
      readonly now: Instant;
    },
  ): Promise<number>;
  /** How many are dead, for warnings; no more than a thousand are counted. */
  countDead(): Promise<number>;
  /** Deletes deliveries that ended long ago. */
  purgeDeliveries(input: { readonly before: Instant }): Promise<number>;
};
