/**
 * Products and the service plans inside them. Ids from Microsoft's «Product names and service plan identifiers for licensing»
 * (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
 */
export interface Sku {
  partNumber: string;
  skuId: string;
  plans: readonly string[];
}

const online = ['EXCHANGE_S_ENTERPRISE', 'TEAMS1', 'MCOSTANDARD'];

export const skus: readonly Sku[] = [
  { partNumber: 'ENTERPRISEPREMIUM', skuId: 'c7df2760-2c81-4ef7-b578-5b5392b571df', plans: [...online, 'MCOEV', 'MCOMEETADV'] },
  { partNumber: 'ENTERPRISEPREMIUM_NOPSTNCONF', skuId: '26d45bd9-adf1-46cd-a9e1-51e9a5524128', plans: [...online, 'MCOEV'] },
  { partNumber: 'ENTERPRISEPACK', skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', plans: online },
  { partNumber: 'MCOSTANDARD', skuId: 'd42c793f-6c78-4f43-92ca-e8f6a02b035f', plans: ['MCOSTANDARD'] },
  { partNumber: 'MCOEV', skuId: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd', plans: ['MCOEV'] },
  { partNumber: 'MCOMEETADV', skuId: '0c266dff-15dd-4b49-8397-2bb16070ed52', plans: ['MCOMEETADV'] },
  { partNumber: 'MCOPSTN1', skuId: '0dab259f-bf13-4952-b7f8-7db8f131b28d', plans: ['MCOPSTN1'] },
  { partNumber: 'MCOPSTN2', skuId: 'd3b4fe1f-9992-4930-8acb-ca6ec609365e', plans: ['MCOPSTN2'] },
  { partNumber: 'MCOCAP', skuId: '295a8eb0-f78d-45c7-8b5b-1eed5ed02dff', plans: ['MCOCAP', 'MCOEV', 'TEAMS1'] },
  { partNumber: 'PHONESYSTEM_VIRTUALUSER', skuId: '440eaaa8-b3e0-484b-a8be-62870b9ba70a', plans: ['MCOEV_VIRTUALUSER'] },
];

export const planIds: Readonly<Record<string, string>> = {
  EXCHANGE_S_ENTERPRISE: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  TEAMS1: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  MCOSTANDARD: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  MCOEV: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7',
  MCOMEETADV: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40',
  MCOPSTN1: '4ed3ff63-69d7-4fb7-b984-5aec7f605ca8',
  MCOPSTN2: '5a10155d-f5c1-411a-a8ec-e99aae125390',
  MCOCAP: '27216c54-caf8-4d0d-97e2-517afb5c08f6',
  MCOEV_VIRTUALUSER: 'f47330e9-c134-43b3-9993-e7f004506889',
};

export function skuNamed(name: string): Sku | undefined {
  const wanted = name.toLowerCase();
  return skus.find(({ partNumber, skuId }) => partNumber.toLowerCase() === wanted || skuId === wanted);
}
