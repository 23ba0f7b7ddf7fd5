import { sheetCard } from '../../../cards/views/sheet';
import { readTrunks } from '../../../checks/trunks/read-trunks';
import { trunkChecks } from '../../../checks/trunks/trunk-checks';
import { sentence } from '../../../sentence';
import { givenWith } from '../../checks/given';
import { judgeNow } from '../../checks/look';
import { tell } from '../../present';
import { answer, demand } from '../../talk';
import type { ChatCommand } from '../command';

/** The list of a gateway's trunks, pasted below the command or sent as a file, against the sites of the configuration. */
export const checkTrunks: ChatCommand = {
  name: 'check-trunks',
  right: 'read',
  whole: true,
  group: 'check',
  takesText: true,
  async run(talk) {
    demand(talk, 'read');
    const { model, speech } = talk;
    const { language } = speech;
    const title = sentence('card.look.title.check-trunks');
    trunkChecks({ model, trunks: [] });
    const given = givenWith(talk);
    if (!given) {
      const [gateway] = model.sites.flatMap(({ gateways }) => gateways.map(({ fqdn }) => fqdn));
      const [server] = model.sites.flatMap(({ mediationServers }) => mediationServers.map(({ fqdn }) => fqdn));
      return tell(
        talk,
        'info',
        sentence('check.trunks.how', { gateway: gateway ?? 'gw1.contoso.net', server: server ?? 'ms1.contoso.local' }),
      );
    }
    const { trunks, problems } = await readTrunks(given.open());
    if (problems.length > 0)
      return answer(
        talk,
        sheetCard({ language, title, tone: 'attention', intro: [sentence('check.trunks.unread')], sections: [{ notes: problems }] }),
      );
    await judgeNow(talk, title, trunkChecks({ model, trunks }), ['trunks.']);
  },
};
