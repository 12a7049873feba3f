/** The version of the app, for the stamp. */
export const APP_VERSION = "1.0.0";
