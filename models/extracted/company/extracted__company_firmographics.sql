{%- set plan = plan_window(landed_sources('company_firmographics')) -%}

with delivered as (
    {{ deliveries('company_firmographics', plan) }}
),

-- Clay's row, or LinkedIn's answer about the company, which may lie in `data`.
opened as materialized (
    select
        delivered.*,
        coalesce({{ function('json_object') }}(doc -> 'data'), doc) as row_sent
    from delivered
),

parsed as (
    select
        opened.*,
        {{ domain_of_row('opened.key_text', 'opened.row_sent') }},
        {{ text_of('row_sent', 'last_refresh') }} as source_last_refresh,
        {{ function('parse_timestamp') }}({{ text_of('row_sent', 'last_refresh') }}) as refreshed_at,
        {{ text_of('row_sent', 'employee_count') }} as count_text,
        {{ function('json_entries') }}(row_sent -> 'locations') as locations,
        {{ function('json_object') }}(row_sent -> 'resolved_domain') as resolved,
        coalesce(
            {{ function('normalize_company_linkedin_url') }}({{ text_of('row_sent', 'url') }}),
            {{ function('normalize_company_linkedin_url') }}({{ text_of('row_sent', 'linkedin_url') }}),
            {{ function('normalize_company_linkedin_url') }}(
                'https://www.linkedin.com/company/' || {{ text_of('row_sent', 'slug') }}
            )
        ) as linkedin_url,
        -- An id beside this spelling of the name is LinkedIn's.
        {{ text_of('row_sent', 'name') }} is null and {{ text_of('row_sent', 'company_name') }} is not null
            as is_of_linkedin
    from opened
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
                coalesce(
                    {{ function('parse_boolean') }}(
                        {{ first_text_of('place.element', ['is_primary', 'is_headquarter', 'is_headquarters']) }}
                    ),
                    false
                ) desc,
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
    {{ function('clean_line') }}({{ first_text_of('row_sent', ['name', 'company_name']) }}) as name,
    linkedin_url,
    coalesce(lower({{ text_of('row_sent', 'slug') }}), {{ function('linkedin_slug') }}(linkedin_url)) as linkedin_slug,
    {{ function('parse_bigint') }}(coalesce(
        {{ text_of('row_sent', 'org_id') }}, case when is_of_linkedin then {{ text_of('row_sent', 'company_id') }} end
    )) as linkedin_org_id,
    coalesce(
        case when not is_of_linkedin then {{ text_of('row_sent', 'company_id') }} end,
        {{ text_of('row_sent', 'clay_company_id') }}
    ) as clay_company_id,
    {{ text_of('row_sent', 'description') }} as description,
    {{ text_of('row_sent', 'website') }} as website,
    {{ text_of('row_sent', 'logo_url') }} as logo_url,
    {{ text_of('row_sent', 'type') }} as company_type,
    coalesce(
        {{ text_of('row_sent', 'industry') }},
        {{ function('json_text') }}({{ function('text_list') }}(row_sent -> 'industries') -> 0)
    ) as industry,
    {{ function('founded_year') }}(
        coalesce({{ function('stated_date') }}(row_sent -> 'founded'), {{ text_of('row_sent', 'year_founded') }})
    ) as founded_year,
    coalesce(
        {{ first_text_of('row_sent', ['size', 'employee_range']) }},
        -- A bound or a range ('10,001+', '11-50') is no count, and says a size.
        case
            when
                {{ function('parse_count') }}(count_text) is null
                and {{ function('size_range_min') }}(count_text) is not null
                then count_text
        end
    ) as size_range,
    {{ function('parse_count') }}(count_text) as employee_count,
    {{ function('parse_bigint') }}({{ text_of('row_sent', 'follower_count') }}) as follower_count,
    {{ first_text_of('row_sent', ['country', 'hq_country']) }} as country,
    coalesce(
        {{ text_of('row_sent', 'locality') }},
        nullif(concat_ws(', ', {{ text_of('row_sent', 'hq_city') }}, {{ text_of('row_sent', 'hq_region') }}), '')
    ) as locality,
    primary_location,
    nullif(locations, '[]'::jsonb) as all_locations,
    {{ list_or_words("row_sent -> 'specialties'") }} as specialties,
    {{ text_of('row_sent', 'annual_revenue') }} as annual_revenue,
    {{ text_of('row_sent', 'total_funding_amount_range_usd') }} as total_funding_amount_range_usd,
    {{ function('normalize_domain') }}(
        coalesce({{ text_of('resolved', 'resolved_domain') }}, {{ text_of('row_sent', 'resolved_domain') }})
    ) as resolved_domain,
    {{ function('parse_boolean') }}({{ text_of('resolved', 'is_live') }}) as resolved_domain_is_live,
    {{ function('parse_boolean') }}({{ text_of('resolved', 'redirects_to_another_domain') }})
        as resolved_domain_redirects,
    source_last_refresh,
    coalesce(
        problem,
        {{ shared_site_problem('company_domain', 'domain_text') }},
        {{ key_problem('company_domain', 'domain_text', 'company_domain') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
