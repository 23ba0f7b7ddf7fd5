import type { Row } from '../../tenant/tenant';
import { countOf, textOf, type Parameters } from '../parameters';
import type { LisLocation } from '../settings';
import type { World } from '../world';

/** Get-CsOnlineLisLocation: pages with -ResultSize and -NumberOfResultsToSkip. Nothing found is an empty answer. */
export function getCsOnlineLisLocation(world: World, parameters: Parameters): Row[] {
  const equal: [string, (one: LisLocation) => string | null][] = [
    ['LocationId', (one) => one.locationId],
    ['CivicAddressId', (one) => one.civicAddressId],
    ['Location', (one) => one.location],
    ['City', (one) => one.city],
    ['CountryOrRegion', (one) => one.country],
    ['Description', (one) => one.description],
  ];
  const skip = countOf(parameters, 'NumberOfResultsToSkip') ?? 0;
  const limit = countOf(parameters, 'ResultSize') ?? Infinity;
  const isValidated = textOf(parameters, 'ValidationStatus')?.toLowerCase() ?? 'validated';
  return world
    .settings()
    .locations.filter((one) =>
      equal.every(([name, of]) => {
        const wanted = textOf(parameters, name);
        return wanted === undefined || of(one)?.toLowerCase() === wanted.toLowerCase();
      }),
    )
    .filter(() => isValidated === 'validated')
    .slice(skip, skip + limit)
    .map((one) => ({
      LocationId: one.locationId,
      CivicAddressId: one.civicAddressId,
      Location: one.location,
      Description: one.description,
      CompanyName: one.companyName,
      HouseNumber: one.houseNumber,
      StreetName: one.streetName,
      City: one.city,
      StateOrProvince: one.stateOrProvince,
      PostalCode: one.postalCode,
      CountryOrRegion: one.country,
      ValidationStatus: 'Validated',
      NumberOfVoiceUsers: -1,
      NumberOfTelephoneNumbers: -1,
    }));
}
