/** Bodies with the fields of Shopify's subscription webhooks. */

export const contract = {
  admin_graphql_api_id: 'gid://shopify/SubscriptionContract/9007199254740993',
  id: 593791907,
  billing_policy: { interval: 'month', interval_count: 1, min_cycles: null, max_cycles: null },
  currency_code: 'EUR',
  customer_id: 42,
  admin_graphql_api_customer_id: 'gid://shopify/Customer/42',
  delivery_policy: { interval: 'month', interval_count: 1 },
  status: 'active',
  admin_graphql_api_origin_order_id: 'gid://shopify/Order/5001',
  origin_order_id: 5001,
  revision_id: 1,
};

export const billingAttempt = {
  id: 1,
  admin_graphql_api_id: 'gid://shopify/SubscriptionBillingAttempt/1',
  idempotency_key: 'a-key',
  order_id: 5002,
  admin_graphql_api_order_id: 'gid://shopify/Order/5002',
  subscription_contract_id: 593791907,
  admin_graphql_api_subscription_contract_id: contract.admin_graphql_api_id,
  ready: true,
  error_message: null,
  error_code: null,
};
