{%- set plan = plan_window(landed_sources('company_firmographics')) -%}

with delivered as (
    {{ deliveries('company_firmographics', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ function('normalize_domain') }}(key_text) as sent_domain,
        {{ text_of('doc', 'last_refresh') }} as source_last_refresh,
        {{ function('parse_timestamp') }}({{ text_of('doc', 'last_refresh') }}) as refreshed_at,
        {{ function('json_array') }}(doc -> 'locations') as locations,
        {{ function('json_object') }}(doc -> 'resolved_domain') as resolved
    from delivered
),

keyed as (
    select
        parsed.*,
        coalesce(domain_alias.domain, parsed.sent_domain) as company_domain,
        junk.kind as junk_kind,
        (
            select place.element
            from jsonb_array_elements(parsed.locations) with ordinality as place (element, position)
            where jsonb_typeof(place.element) = 'object'
            order by
                coalesce({{ function('parse_boolean') }}({{ text_of('place.element', 'is_primary') }}), false) desc,
                place.position
            limit 1
        ) as primary_location
    from parsed
    {{ join_domain_rules('parsed.sent_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    {{ observed_at('refreshed_at', 'received_at') }} as observed_at,
    company_domain,
    {{ function('clean_line') }}({{ text_of('doc', 'name') }}) as name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'url') }}) as linkedin_url,
    lower({{ text_of('doc', 'slug') }}) as linkedin_slug,
    {{ function('parse_bigint') }}({{ text_of('doc', 'org_id') }}) as linkedin_org_id,
    coalesce({{ text_of('doc', 'company_id') }}, {{ text_of('doc', 'clay_company_id') }}) as clay_company_id,
    {{ text_of('doc', 'description') }} as description,
    {{ text_of('doc', 'website') }} as website,
    {{ text_of('doc', 'logo_url') }} as logo_url,
    {{ text_of('doc', 'type') }} as company_type,
    {{ text_of('doc', 'industry') }} as industry,
    {{ function('parse_integer') }}({{ text_of('doc', 'founded') }}) as founded_year,
    {{ text_of('doc', 'size') }} as size_range,
    {{ function('parse_integer') }}({{ text_of('doc', 'employee_count') }}) as employee_count,
    {{ function('parse_bigint') }}({{ text_of('doc', 'follower_count') }}) as follower_count,
    {{ text_of('doc', 'country') }} as country,
    {{ text_of('doc', 'locality') }} as locality,
    primary_location,
    nullif(locations, '[]'::jsonb) as all_locations,
    {{ function('json_array') }}(doc -> 'specialties') as specialties,
    {{ text_of('doc', 'annual_revenue') }} as annual_revenue,
    {{ text_of('doc', 'total_funding_amount_range_usd') }} as total_funding_amount_range_usd,
    {{ function('normalize_domain') }}(
        coalesce({{ text_of('resolved', 'resolved_domain') }}, {{ text_of('doc', 'resolved_domain') }})
    ) as resolved_domain,
    {{ function('parse_boolean') }}({{ text_of('resolved', 'is_live') }}) as resolved_domain_is_live,
    source_last_refresh,
    coalesce(
        problem,
        {{ key_problem('company_domain', 'key_text', 'company_domain') }},
        case when junk_kind is not null then 'shared_domain' end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
