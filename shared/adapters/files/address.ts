/**
 * Address of the bucket. `endpoint` is set where the storage is not the cloud's (AWS_ENDPOINT_URL): there the bucket's name
 * goes into the path, because it is no host name.
 */
export const bucketAddress = (bucket: string, region: string, endpoint: string | undefined): string =>
  endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.${domainOf(region)}`;

const domainOf = (region: string) => (region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com');
