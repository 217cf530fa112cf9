/** How long a toast about a started action stays, in ms. */
export const toastTimeoutInMs = 10_000;
