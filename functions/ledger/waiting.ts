/** How long a refund waits for its order before it is looked at again. */
export const WAIT_SECONDS = 900;

/** Three days of waiting: then the order is taken to be unknown. */
export const MOST_WAITS = (3 * 24 * 3600) / WAIT_SECONDS;
