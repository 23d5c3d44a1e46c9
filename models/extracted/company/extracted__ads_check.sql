{%- set plan = plan_window(landed_sources('ads_check')) -%}

with delivered as (
    {{ deliveries('ads_check', plan) }}
),

listed as materialized (
    select
        delivered.entity_key,
        delivered.record_id,
        delivered.payload_id,
        delivered.workflow_slug,
        delivered.received_at,
        delivered.body,
        delivered.doc,
        delivered.key_text,
        delivered.problem as problem_of_object,
        {{ function('listed_ads') }}({{ answer_of('ads_check', 'delivered.body') }}) as ads_sent,
        -- The answer as a text, or a message beside the rest; an envelope with a blank in it was answered with nothing.
        coalesce(
            {{ function('json_text') }}({{ answer_of('ads_check', 'delivered.body') }}),
            {{ text_of('delivered.doc', 'message') }},
            {% for path in workflows_of('ads_check').payload_paths -%}
            case when btrim(delivered.body ->> '{{ path }}') = '' then 'no ads' end{{ ',' if not loop.last }}
            {% endfor %}
        ) as message,
        {{ function('parse_integer') }}(
            {{ text_at('delivered.doc', ['total_ads', 'total_ad_count', 'number_of_ads', 'ads_count']) }}
        ) as stated_count,
        nullif(split_part(split_part(registry.extracted_table, '.company_', 2), '_ads', 1), '') as platform,
        lower(translate(
            coalesce({{ function('provider_error') }}(delivered.doc), {{ function('provider_error') }}(delivered.body)),
            '_', ' '
        )) as error_text
    from delivered
    left join {{ ref('enrichment_workflow_registry') }} as registry
        on delivered.workflow_slug = registry.workflow_slug
),

-- To say only that there are no ads is to list none.
answered as (
    select
        listed.*,
        coalesce(ads_sent, case when {{ function('says_no_ads') }}(coalesce(error_text, message)) then '[]'::jsonb end)
            as ads
    from listed
),

counted as materialized (
    select
        answered.*,
        case
            when problem_of_object <> 'nested_payload_is_no_object' or ads is null then problem_of_object
        end as problem,
        {{ site_domain('key_text') }} as sent_domain,
        (
            select count(distinct {{ function('listed_ad_id') }}(ad.element))::integer
            from jsonb_array_elements(answered.ads) as ad (element)
        ) as ads_listed,
        (
            select (array_agg(named.advertiser_id order by named.position))[1]
            from (
                select
                    ad.position,
                    {{ text_of('ad.element', 'advertiser_id') }} as advertiser_id
                from jsonb_array_elements(answered.ads) with ordinality as ad (element, position)
            ) as named
            where named.advertiser_id is not null
        ) as advertiser_id,
        coalesce(case when stated_count >= 0 then stated_count end, jsonb_array_length(ads)) as ad_count
    from answered
),

-- An error beside an empty list says nothing, unless it is that there are none.
judged as (
    select
        counted.*,
        ad_count = 0 and ads_listed = 0
        and not (
            error_text like any(array['%no ads%', '%not found%', '%no results%'])
            or {{ function('says_no_ads') }}(error_text)
        ) as is_failed
    from counted
),

keyed as (
    {{ with_company_domain('judged') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as domain,
    platform,
    ads_listed,
    ad_count,
    case when is_failed is not true then ad_count > 0 or ads_listed > 0 end as is_running_ads,
    coalesce(
        {{ text_at('doc', ['page_id', 'pageId', 'pageID']) }},
        {{ text_at('(ads -> 0)', ['pageID', 'page_id']) }}
    ) as page_id,
    advertiser_id,
    coalesce(
        {{ function('category_list') }}(doc -> 'platform'),
        {{ function('category_list') }}(jsonb_path_query_array(ads, 'lax $[*].publisherPlatform[*]'))
    ) as platforms,
    coalesce(
        not {{ function('parse_boolean') }}({{ text_of('doc', 'is_last_page') }}),
        not {{ function('parse_boolean') }}({{ text_of('doc', 'is_result_complete') }}),
        case when doc ? 'continuation_token' then {{ text_of('doc', 'continuation_token') }} is not null end
    ) as has_more,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    coalesce(
        {{ domain_problem() }},
        case when platform is null then 'no_platform' end,
        case when is_failed then 'provider_error' end,
        {{ list_problem('ads_check', 'ad_count') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
