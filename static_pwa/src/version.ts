/** The version of the app, for the stamp. */
export { version as APP_VERSION } from "../package.json";
