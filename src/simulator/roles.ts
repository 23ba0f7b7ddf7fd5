import { everyRole, rolesFor } from '../tenant/contract';
import type { ErrorRecord } from '../tenant/tenant';

/** Which roles are active for whom. Everybody has all of them until somebody says otherwise. */
export class Roles {
  private readonly active = new Map<string | undefined, readonly string[]>();

  /** @param caller everybody without roles of their own, when undefined. @param roles all of them, when null. */
  set(caller: string | undefined, roles: readonly string[] | null): void {
    if (roles === null) this.active.delete(caller);
    else this.active.set(caller, roles);
  }

  /** Activates or ends one role, as Privileged Identity Management does. */
  switch(caller: string | undefined, role: string, on: boolean): void {
    const others = this.of(caller).filter((one) => one !== role);
    this.active.set(caller, on ? [...others, role] : others);
  }

  clear(): void {
    this.active.clear();
  }

  /** Why the caller may not run that cmdlet, or null. */
  refusal(caller: string | undefined, cmdlet: string): ErrorRecord | null {
    const needed = rolesFor(cmdlet);
    const held = this.of(caller);
    if (needed.length === 0 || needed.some((role) => held.includes(role))) return null;
    return { ...denied(cmdlet), category: 'PermissionDenied' };
  }

  private of(caller: string | undefined): readonly string[] {
    return this.active.get(caller) ?? this.active.get(undefined) ?? everyRole;
  }
}

/**
 * The words of each module. Forbidden: office-docs-powershell 9961; Grant-Cs*: 9249. The remote session of Skype for
 * Business Online left the cmdlet out instead; here it answers as the module of today does.
 */
function denied(cmdlet: string): Pick<ErrorRecord, 'id' | 'message'> {
  if (cmdlet.includes('-Msol'))
    return {
      id: `Microsoft.Online.Administration.Automation.AccessDeniedException,${cmdlet}`,
      message: 'Access Denied. You do not have permissions to call this cmdlet.',
    };
  if (cmdlet.includes('-Mg'))
    return { id: `Authorization_RequestDenied,${cmdlet}`, message: 'Insufficient privileges to complete the operation.' };
  if (cmdlet.startsWith('Grant-')) return { id: `Forbidden,${cmdlet}`, message: 'You are not authorized to perform this action' };
  return { id: `Forbidden,${cmdlet}`, message: 'Access Denied' };
}
