{% macro person_sightings(addresses=none) -%}
    {#- What every record says about the present job of a person, of those that name the employer: one row per record.
        `addresses`: relation as addresses_of_persons gives it, of the persons wanted; all when none. -#}
    {%- for kind, of in sighting_sources().items() %}
    {%- set named = 'seen.' ~ of.person %}
    select
        {{ 'address.linkedin_url' if addresses else person_of(named) }} as linkedin_url,
        '{{ kind }}' as source_kind,
        seen.record_id,
        seen.workflow_slug,
        seen.received_at,
        seen.observed_at,
        seen.{{ of.domain }} as company_domain,
        seen.{{ of.company }} as company_name,
        {{ 'seen.' ~ of.title if of.title else 'null::text' }} as title,
        {{ 'seen.' ~ of.start if of.start else 'null::date' }} as start_date,
        {{ 'seen.' ~ of.start ~ '_precision' if of.start else 'null::text' }} as start_date_precision
    from {{ ref('extracted__' ~ kind) }} as seen
    {%- if addresses %}
    inner join {{ addresses }} as address on {{ named }} = address.known_as
    {%- else %}
    {{ join_person(named) }}
    {%- endif %}
    where seen.rejected_reason is null and seen.{{ of.person }} is not null
        and coalesce(seen.{{ of.domain }}, seen.{{ of.company }}) is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
