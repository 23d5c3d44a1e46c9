{% macro is_title_of_present_job(titled, person) -%}
    {#- Predicate for a row of extracted.person_titles (alias `titled`): the record that names the title names no other
        company than the golden record (alias `person`, a row of core.people) has, nor does a newer one of its source.
        Rank and company of a lead are of one job. -#}
    {%- set employer -%}
    nullif(
        jsonb_strip_nulls(jsonb_build_object(
            'domain', {{ person }}.company_domain, 'company', {{ person }}.company_name
        )),
        '{}'::jsonb
    )
    {%- endset -%}
    not exists (
        select 1
        from {{ ref('extracted__person_attributes') }} as said
        where said.linkedin_url = {{ titled }}.linkedin_url and said.attribute = 'latest_title'
            and said.source_kind = {{ titled }}.source_kind and said.record_id = {{ titled }}.record_id
            and not ({{ is_same_employer('said.employer', employer) }} and {{ is_of_present_job('said') }})
    )
{%- endmacro %}
