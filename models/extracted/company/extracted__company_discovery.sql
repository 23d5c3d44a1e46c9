{%- set plan = plan_window(landed_sources('company_discovery')) -%}

with delivered as (
    {{ deliveries('company_discovery', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ domain_of_row('delivered.key_text', 'delivered.doc') }},
        {{ function('json_object') }}(doc -> 'resolved_domain') as resolved,
        coalesce(
            {{ function('nested_object') }}(
                body, array['raw_company_location_payload', 'raw_company_parsed_location_payload']
            ),
            -- Newer searches bring all places of a company; the headquarters counts.
            (
                select place.element
                from
                    jsonb_array_elements({{ function('json_entries') }}(doc -> 'structured_locations'))
                    with ordinality as place (element, position)
                where jsonb_typeof(place.element) = 'object'
                order by
                    coalesce(
                        {{ function('parse_boolean') }}({{ text_of('place.element', 'is_headquarters') }}), false
                    ) desc,
                    place.position
                limit 1
            )
        ) as location_doc
    from delivered
),

keyed as (
    select
        parsed.*,
        junk.kind as junk_kind,
        coalesce(domain_alias.domain, parsed.sent_domain) as domain
    from parsed
    {{ join_domain_rules('parsed.sent_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    domain,
    {{ function('clean_line') }}({{ text_of('doc', 'name') }}) as name,
    {{ function('clean_line') }}({{ text_of('doc', 'registered_name') }}) as registered_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'linkedin_url') }}) as linkedin_url,
    {{ function('parse_bigint') }}({{ text_of('doc', 'linkedin_company_id') }}) as linkedin_company_id,
    {{ function('parse_bigint') }}({{ text_of('doc', 'clay_company_id') }}) as clay_company_id,
    {{ text_of('doc', 'size') }} as size,
    {{ text_of('doc', 'type') }} as type,
    coalesce(
        {{ text_of('doc', 'country') }}, {{ place_part('location_doc', 'country') }},
        {{ text_of('location_doc', 'country_iso') }}
    ) as country,
    {{ text_of('doc', 'location') }} as location,
    {{ place_part('location_doc', 'city') }} as city,
    {{ place_part('location_doc', 'state') }} as state,
    -- What the parser says of a part that it named with a word for none is not so; where it says nothing, nobody knows.
    {% for part in ['city', 'state'] -%}
    {{ function('parse_boolean') }}({{ first_text_of('location_doc', ['has' ~ part | capitalize, 'has_' ~ part]) }})
    and ({{ is_nobody(text_of('location_doc', part)) }}) is not true as has_{{ part }},
    {% endfor -%}
    coalesce(
        {{ text_of('doc', 'industry') }},
        {{ function('json_text') }}({{ function('text_list') }}(doc -> 'industries') -> 0)
    ) as industry,
    {{ list_or_words("doc -> 'industries'") }} as industries,
    {{ text_of('doc', 'description') }} as description,
    {{ text_of('doc', 'annual_revenue') }} as annual_revenue,
    {{ text_of('doc', 'total_funding_amount_range_usd') }} as total_funding_amount_range_usd,
    {{ function('normalize_domain') }}(
        coalesce({{ text_of('resolved', 'resolved_domain') }}, {{ text_of('doc', 'resolved_domain') }})
    ) as resolved_domain,
    {{ function('parse_boolean') }}({{ text_of('resolved', 'is_live') }}) as resolved_domain_is_live,
    {{ function('parse_boolean') }}({{ text_of('resolved', 'redirects_to_another_domain') }})
        as resolved_domain_redirects,
    {{ function('json_object') }}(doc -> 'derived_datapoints') as derived_datapoints,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    coalesce(
        problem,
        {{ shared_site_problem('domain', 'domain_text') }},
        {{ key_problem('domain', 'domain_text', 'company_domain') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
