/** Errors that a user can see, in English. They are part of {@link messageTexts}. @public */
export const errorTexts = {
  'error.nameTaken': 'A stack {{stackName}} exists already: choose another name',
} as const;
