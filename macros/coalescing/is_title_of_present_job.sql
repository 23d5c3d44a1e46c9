{% macro is_title_of_present_job(titled, person) -%}
    {#- Predicate for a row of extracted.person_titles (alias `titled`): the record that names the title names no other
        company than the golden record (alias `person`, a row of core.people) has, nor does a newer one of its source.
        Rank and company of a lead are of one job. -#}
    {%- set present = employer(person ~ '.company_domain', person ~ '.company_name') -%}
    not exists (
        select 1
        from {{ ref('extracted__person_attributes') }} as said
        where said.linkedin_url = {{ titled }}.linkedin_url and said.attribute = 'latest_title'
            and said.source_kind = {{ titled }}.source_kind and said.record_id = {{ titled }}.record_id
            and not ({{ is_same_employer('said.employer', present) }} and {{ is_of_present_job('said') }})
    )
{%- endmacro %}
