/** How long a toast stays that says what was begun. */
export const toastTimeoutInMs = 10_000;
