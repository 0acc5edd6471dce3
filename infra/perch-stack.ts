import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { hasApi, type ShopSettings } from '../shared/shops/shop-settings.ts';
import { ActivityApi } from './constructs/activity-api.ts';
import { Agenda } from './constructs/agenda.ts';
import { ApiTokens } from './constructs/api-tokens.ts';
import { ClaimApi } from './constructs/claim-api.ts';
import { ContactKey } from './constructs/contact-key.ts';
import { CouponApi } from './constructs/coupon-api.ts';
import { DataKeys } from './constructs/data-keys.ts';
import { DrawApi } from './constructs/draw-api.ts';
import { EventBus } from './constructs/event-bus.ts';
import { FactRelay } from './constructs/fact-relay.ts';
import { KeptKey } from './constructs/kept-key.ts';
import { LeaderboardApi } from './constructs/leaderboard-api.ts';
import { LedgerVerifier } from './constructs/ledger-verifier.ts';
import { LedgerWriter } from './constructs/ledger-writer.ts';
import { LoyaltyTable } from './constructs/loyalty-table.ts';
import { MemberApi } from './constructs/member-api.ts';
import { MemberMessages, type Senders } from './constructs/member-messages.ts';
import { MemberProfiles } from './constructs/member-profiles.ts';
import { MemberSubscriptions } from './constructs/member-subscriptions.ts';
import { MemberSweeps } from './constructs/member-sweeps.ts';
import { OperationsApi } from './constructs/operations-api.ts';
import { OperatorAlarms } from './constructs/operator-alarms.ts';
import { OperatorCalendar } from './constructs/operator-calendar.ts';
import { PrivacyRequests } from './constructs/privacy-requests.ts';
import { ProgramApi } from './constructs/program-api.ts';
import { PublicApi } from './constructs/public-api.ts';
import { RedemptionApi } from './constructs/redemption-api.ts';
import { ShopReader } from './constructs/shop-reader.ts';
import { ShopReconciliation } from './constructs/shop-reconciliation.ts';
import { ShopWebhooks } from './constructs/shop-webhooks.ts';
import { TaskApi } from './constructs/task-api.ts';
import { TierPromotion } from './constructs/tier-promotion.ts';
import type { Stage } from './stages.ts';

export interface PerchStackProps {
  readonly stage: Stage;
  /** Folder of the bundled functions, see `infra/bundle.ts`. */
  readonly bundles: string;
  readonly shops: readonly ShopSettings[];
  /** The program's zone, in which days and months begin. */
  readonly timeZone: string;
  readonly senders: Senders;
}

/** One deployment of Perch: the six hops from a shop's webhook to a member's message. */
export class PerchStack extends Stack {
  constructor(scope: Construct, id: string, props: PerchStackProps) {
    const { stage, bundles, shops, timeZone, senders } = props;
    super(scope, id, {
      description: `Perch ${stage.name}: points, tiers and rewards`,
      terminationProtection: stage.isProtected,
      analyticsReporting: false,
    });
    const alarms = new OperatorAlarms(this, 'OperatorAlarms', stage);
    const deployment = { stage, bundles, alarms };

    const table = new LoyaltyTable(this, 'LoyaltyTable', stage);
    const bus = new EventBus(this, 'EventBus', stage);
    const memberKey = new KeptKey(this, 'MemberKey', {
      stage,
      of: 'member ids',
      keptBecause:
        'Member ids are computed with it: another would make a stranger of every member.',
    });
    const drawKey = new KeptKey(this, 'DrawKey', {
      stage,
      of: 'seeds of draws',
      keptBecause: 'Commitments to its seeds are published: another would break every one of them.',
    });
    const contactKey = new ContactKey(this, 'ContactKey', stage);
    const dataKeys = new DataKeys(this, 'DataKeys', stage);
    const api = new PublicApi(this, 'PublicApi', deployment);
    const tokens = new ApiTokens(this, 'ApiTokens', stage);

    const { secrets } = new ShopWebhooks(this, 'ShopWebhooks', deployment, {
      api,
      bus,
      memberKey,
      contactKey,
      shops: shops.map(({ id }) => id),
    });
    new ShopReader(this, 'ShopReader', deployment, { bus, memberKey, contactKey, secrets });
    new ShopReconciliation(this, 'ShopReconciliation', deployment, {
      bus,
      table,
      memberKey,
      contactKey,
      secrets,
      shops: shops.filter(hasApi).map(({ id }) => id),
    });
    new LedgerWriter(this, 'LedgerWriter', deployment, { bus, table, memberKey });
    new LedgerVerifier(this, 'LedgerVerifier', deployment, { table });
    new FactRelay(this, 'FactRelay', deployment, { bus, table });
    new TierPromotion(this, 'TierPromotion', deployment, { bus, table, memberKey });
    new Agenda(this, 'Agenda', deployment, { bus, table, memberKey });
    new MemberSweeps(this, 'MemberSweeps', deployment, { bus, table, timeZone });
    new OperatorCalendar(this, 'OperatorCalendar', deployment, {
      table,
      memberKey,
      drawKey,
      timeZone,
    });
    new MemberMessages(this, 'MemberMessages', deployment, {
      api,
      bus,
      table,
      memberKey,
      dataKeys,
      senders,
    });
    new MemberSubscriptions(this, 'MemberSubscriptions', deployment, { bus, table });
    new MemberProfiles(this, 'MemberProfiles', deployment, {
      api,
      tokens,
      bus,
      table,
      memberKey,
      contactKey,
      dataKeys,
    });
    new PrivacyRequests(this, 'PrivacyRequests', deployment, {
      api,
      tokens,
      bus,
      table,
      memberKey,
      drawKey,
      dataKeys,
    });
    new ClaimApi(this, 'ClaimApi', deployment, { api, tokens, table, memberKey, dataKeys });
    new MemberApi(this, 'MemberApi', deployment, { api, tokens, table, memberKey });
    new RedemptionApi(this, 'RedemptionApi', deployment, { api, tokens, table, memberKey });
    new CouponApi(this, 'CouponApi', deployment, { api, tokens, table, memberKey });
    new ActivityApi(this, 'ActivityApi', deployment, { api, tokens, table, memberKey });
    new OperationsApi(this, 'OperationsApi', deployment, { api, tokens, table, memberKey });
    new DrawApi(this, 'DrawApi', deployment, { api, tokens, table, memberKey, drawKey });
    new TaskApi(this, 'TaskApi', deployment, { api, tokens, table });
    new LeaderboardApi(this, 'LeaderboardApi', deployment, {
      api,
      tokens,
      table,
      memberKey,
      dataKeys,
    });
    new ProgramApi(this, 'ProgramApi', deployment, { api, tokens });

    new CfnOutput(this, 'WebhookUrl', { value: `${api.url}/webhooks/{shop}` });
    new CfnOutput(this, 'ApiUrl', { value: `${api.url}/v1` });
    new CfnOutput(this, 'TokenUrl', { value: tokens.tokenUrl });
    new CfnOutput(this, 'ApiClientId', { value: tokens.client.userPoolClientId });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
  }
}
