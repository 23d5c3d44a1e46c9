{%- set plan = plan_window(landed_sources('signal_news_fundraising')) -%}
{%- set event_keys = text_array(workflows_of('signal_news_fundraising').payload_paths) -%}

with delivered as (
    {{ deliveries('signal_news_fundraising', plan) }}
),

-- The news need no event: a list of one event is that one, and anything else that is no object says nothing.
told as (
    select
        delivered.*,
        case when jsonb_array_length(listed.events) = 1 then listed.events -> 0 else doc end as event
    from delivered
    cross join lateral (select {{ function('listed_objects') }}(delivered.body, {{ event_keys }}) as events) as listed
),

opened as (
    select
        told.*,
        {{ site_domain('key_text') }} as sent_domain,
        coalesce({{ function('json_object') }}(event -> 'newsData'), '{}'::jsonb) as news,
        -- The latest funding of a company comes as the event itself.
        coalesce(
            {{ function('json_object') }}(event -> 'fundingData'),
            case when event ?& array['round', 'amount'] then event end,
            '{}'::jsonb
        ) as round,
        {{ function('json_object') }}(event -> 'acquisitionData') as acquisition
    from told
),

parsed as (
    select
        opened.*,
        coalesce({{ text_of('body', 'news_title') }}, {{ text_of('news', 'title') }}) as news_title,
        {{ text_of('news', 'publishDate') }} as publish_date_text,
        coalesce(
            {{ function('stated_date') }}(round -> 'announcedOn'), {{ function('stated_date') }}(round -> 'date')
        ) as announced_on_text,
        -- Crunchbase states an amount with its currency.
        {{ text_at('round', ['amount.value', 'amount']) }} as round_amount,
        {{ text_at('round', ['currency', 'amount.currency']) }} as round_currency
    from opened
),

priced as (
    select
        parsed.*,
        {{ function('parse_money') }}(round_amount) as stated_amount,
        case when acquisition is null then {{ function('headline_amount') }}(news_title) end as headline_amount
    from parsed
),

keyed as (
    select
        priced.*,
        junk.kind as junk_kind,
        coalesce(domain_alias.domain, priced.sent_domain) as company_domain,
        priced.stated_amount > 0 as is_stated,
        case
            when priced.stated_amount > 0 then priced.stated_amount
            else {{ function('parse_money') }}(priced.headline_amount)
        end as funding_amount,
        coalesce(
            case when priced.stated_amount > 0 then {{ function('money_currency') }}(priced.round_currency) end,
            case when priced.stated_amount > 0 then {{ function('money_currency') }}(priced.round_amount) end,
            {{ function('money_currency') }}(priced.headline_amount)
        ) as funding_currency
    from priced
    {{ join_domain_rules('priced.sent_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain,
    {{ function('clean_line') }}({{ text_of('body', 'company_name') }}) as company_name,
    {{ function('normalize_url') }}(
        coalesce({{ text_of('body', 'news_url') }}, {{ text_of('news', 'url') }})
    ) as news_url,
    news_title,
    {{ function('parse_partial_date') }}(publish_date_text) as publish_date,
    {{ function('partial_date_precision') }}(publish_date_text) as publish_date_precision,
    coalesce({{ text_of('body', 'description') }}, {{ text_of('news', 'description') }}) as description,
    {{ text_of('body', 'signal_slug') }} as signal_slug,
    {{ function('parse_boolean') }}({{ text_of('event', 'isInitialCheck') }}) as is_initial_check,
    case
        when acquisition is not null then 'acquisition'
        when funding_amount is not null or round <> '{}'::jsonb then 'funding'
        else 'news'
    end as event_kind,
    {{ first_text_of('round', ['roundType', 'round']) }} as round_type,
    {{ function('parse_partial_date') }}(announced_on_text) as announced_on,
    {{ function('partial_date_precision') }}(announced_on_text) as announced_on_precision,
    case when {{ is_amount('funding_amount') }} then funding_amount::bigint end as funding_amount,
    funding_currency,
    case
        when is_stated then 'funding_data'
        when funding_amount is not null then 'headline'
    end as funding_amount_source,
    -- Names with commas between them are a list too; what names nobody is unknown, not none.
    case
        when {{ is_nobody(text_of('round', 'investors')) }} then null
        when {{ function('json_array') }}(round -> 'investors') = '[]'::jsonb
            then nullif(to_jsonb({{ customer_names(text_of('round', 'investors')) }}), '[]'::jsonb)
        else {{ listed_names(function('json_array') ~ "(round -> 'investors')") }}
    end as investors,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    coalesce(
        nullif(problem, 'nested_payload_is_no_object'),
        {{ shared_site_problem('company_domain', 'key_text') }},
        {{ key_problem('company_domain', 'key_text', 'company_domain') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
