{%- set plan = plan_window(landed_sources('leadmagic_company_enrichment')) -%}

with delivered as (
    {{ deliveries('leadmagic_company_enrichment', plan) }}
),

opened as materialized (
    select
        delivered.*,
        {{ function('json_object') }}(doc -> 'foundedOn') as founded,
        {{ function('json_object') }}(doc -> 'employeeCountRange') as size_sent,
        {{ text_of('doc', 'message') }} as provider_message,
        {{ function('provider_error') }}(doc) as error_text,
        -- Its headquarters; where that names no place, the location that is flagged as such, or the only one.
        (
            select place.element
            from (
                select
                    {{ function('nested_object') }}(doc, array['headquarter', 'headquarters', 'company_location'])
                        as element,
                    0::bigint as position
                union all
                select
                    listed.element,
                    listed.position
                from
                    (select {{ function('json_entries') }}(doc -> 'locations') as places) as sent,
                    jsonb_array_elements(sent.places) with ordinality as listed (element, position)
                where
                    {{ function('parse_boolean') }}({{ text_of('listed.element', 'headquarter') }})
                    or jsonb_array_length(sent.places) = 1
            ) as place
            where jsonb_typeof(place.element) = 'object'
            order by
                {{ first_text_of(
                    'place.element', ['city', 'locality', 'geographicArea', 'state', 'region', 'country']
                ) }} is null,
                place.position
            limit 1
        ) as place
    from delivered
),

parsed as (
    select
        opened.*,
        {{ site_domain('key_text') }} as envelope_domain,
        {{ first_text_of('doc', ['websiteUrl', 'website_url', 'website', 'company_website']) }} as website_text,
        coalesce({{ text_of('body', 'company_name') }}, {{ first_text_of('doc', ['companyName', 'company_name']) }})
            as company_name,
        {{ first_text_of('doc', ['b2b_profile_url', 'profile_url']) }} as profile_text,
        {{ first_text_of('doc', ['employee_range', 'company_size']) }} as employee_range,
        -- 999999999 stands for 'more than we say'.
        nullif({{ function('parse_whole_money') }}({{ text_of('doc', 'revenue') }}), 999999999) as annual_revenue,
        nullif({{ function('parse_whole_money') }}({{ text_of('doc', 'total_funding') }}), 999999999) as total_funding
    from opened
),

placed as (
    select
        parsed.*,
        coalesce(key_text, website_text) as domain_text,
        coalesce(envelope_domain, {{ site_domain('website_text') }}) as sent_domain,
        {{ function('parse_count') }}({{ text_of('size_sent', 'start') }}) as range_start
    from parsed
),

keyed as (
    {{ with_company_domain('placed') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as domain,
    case when envelope_domain is not null then 'domain' when company_domain is not null then 'website' end
        as domain_source,
    {{ function('clean_line') }}(company_name) as company_name,
    coalesce(
        {{ function('normalize_company_linkedin_url') }}({{ text_of('body', 'linkedin_url') }}),
        {% for name in ['url', 'linkedin_url', 'company_linkedin_url', 'b2b_profile_url', 'profile_url'] -%}
        {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', name) }}),
        {% endfor -%}
        {{ function('normalize_company_linkedin_url') }}(
            'https://www.linkedin.com/company/'
            || case when translate(profile_text, '/.: ', '') = profile_text then profile_text end
        )
    ) as linkedin_url,
    {{ function('parse_bigint') }}({{ first_text_of('doc', ['companyId', 'company_linkedin_id']) }})
        as linkedin_company_id,
    {{ first_text_of('doc', ['universalName', 'universal_name']) }} as universal_name,
    {{ text_of('doc', 'description') }} as description,
    {{ text_of('doc', 'tagline') }} as tagline,
    {{ first_text_of('doc', ['industry', 'company_industry']) }} as industry,
    {{ function('normalize_url') }}(website_text) as website_url,
    {{ first_text_of('doc', ['logoResolutionResult', 'logo_url']) }} as logo_url,
    coalesce(
        {{ function('founded_year') }}({{ text_of('founded', 'year') }}),
        {{ function('founded_year') }}({{ first_text_of('doc', ['founded_year', 'company_founded']) }})
    ) as founded_year,
    {{ function('parse_count') }}({{ first_text_of('doc', ['employeeCount', 'employee_count']) }}) as employee_count,
    coalesce(range_start, {{ function('size_range_min') }}(employee_range)) as employee_range_start,
    case
        when range_start is null then {{ function('size_range_max') }}(employee_range)
        else {{ function('parse_count') }}({{ text_of('size_sent', 'end') }})
    end as employee_range_end,
    employee_range,
    {{ function('parse_bigint') }}({{ first_text_of('doc', ['followerCount', 'follower_count']) }}) as follower_count,
    {{ first_text_of('place', ['city', 'locality']) }} as city,
    {{ first_text_of('place', ['geographicArea', 'state', 'region']) }} as state,
    {{ text_of('place', 'country') }} as country,
    {{ first_text_of('place', ['postalCode', 'postal_code']) }} as postal_code,
    nullif({{ list_or_words("coalesce(nullif(doc -> 'specialities', 'null'), doc -> 'specialties')") }}, '[]'::jsonb)
        as specialties,
    annual_revenue,
    coalesce(
        {{ text_of('doc', 'revenue_formatted') }},
        case when annual_revenue is not null then {{ text_of('doc', 'revenue') }} end
    ) as annual_revenue_raw,
    total_funding,
    {{ text_of('doc', 'last_funding_round') }} as last_funding_round,
    {{ text_of('doc', 'ownership_status') }} as ownership_status,
    provider_message,
    coalesce(
        problem,
        case
            when company_name is null and translate(lower(error_text), '_', ' ') not like '%not found%'
                then 'provider_error'
        end,
        {{ domain_problem('domain_text') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
