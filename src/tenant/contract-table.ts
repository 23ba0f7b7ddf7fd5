import { z } from 'zod';
import contract from './contract/cmdlets.json';

const parameterSchema = z.object({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/),
  type: z.string(),
  mandatory: z.boolean(),
  aliases: z.array(z.string()),
  acceptedValues: z.array(z.string()).optional(),
  nullable: z.boolean().optional(),
});

const cmdletSchema = z.object({
  name: z.string().regex(/^[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+$/),
  platform: z.array(z.string()),
  tenantWide: z.boolean().optional(),
  /** Any one of these roles is enough; none is needed when the list is empty. */
  roles: z.object({ anyOf: z.array(z.string()), source: z.string() }),
  parameterSets: z.array(z.object({ name: z.string(), default: z.boolean().optional(), parameters: z.array(parameterSchema) })),
  outputs: z.array(z.object({ name: z.string() })),
});

export type ContractParameter = z.infer<typeof parameterSchema>;
export type ContractCmdlet = z.infer<typeof cmdletSchema>;

/** Every cmdlet of contract/cmdlets.json, in the file's order. */
export const contractCmdlets: readonly ContractCmdlet[] = z.object({ cmdlets: z.array(cmdletSchema) }).parse(contract).cmdlets;

const byName = new Map(contractCmdlets.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet]));

export function contractCmdlet(name: string): ContractCmdlet | undefined {
  return byName.get(name.toLowerCase());
}

/** A parameter by its name or alias, case-insensitive as PowerShell binds it. */
export function contractParameter(cmdlet: ContractCmdlet, name: string): ContractParameter | undefined {
  const wanted = name.toLowerCase();
  for (const { parameters } of cmdlet.parameterSets) {
    const found = parameters.find(
      (one) => one.name.toLowerCase() === wanted || one.aliases.some((alias) => alias.toLowerCase() === wanted),
    );
    if (found) return found;
  }
  return undefined;
}
