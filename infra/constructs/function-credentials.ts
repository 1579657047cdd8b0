import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in a function's bundle for the SDK's search for credentials: in a function they come by the environment, and
 * nothing else need be looked at. What the search would bring along (sign-in by browser, files of profiles, instance
 * metadata, three more clients) is a quarter of a request function's bytes.
 */
export const defaultProvider = fromEnv;
