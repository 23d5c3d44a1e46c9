{% macro sighted_pairs(sightings) -%}
    {#- Sightings of a person by one kind of source, each with the one before it (`was_*`). -#}
    select
        sighting.*,
        lag(observed_at) over earlier as was_observed_at,
        lag(company_domain) over earlier as was_company_domain,
        lag(company_name) over earlier as was_company_name,
        lag(title) over earlier as was_title
    from {{ sightings }} as sighting
    window earlier as (partition by linkedin_url, source_kind order by observed_at, record_id)
{%- endmacro %}
