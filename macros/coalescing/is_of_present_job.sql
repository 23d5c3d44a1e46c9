{% macro is_of_present_job(offer) -%}
    {#- Predicate for one offer of extracted.person_attributes (alias `offer`): macro offers_of_present_job keeps it. -#}
    not exists (
        select 1
        from (
            select present.employer
            from {{ ref('extracted__person_attributes') }} as present
            where present.linkedin_url = {{ offer }}.linkedin_url and present.source_kind = {{ offer }}.source_kind
                and present.attribute in ('latest_company', 'latest_company_domain')
            order by present.observed_at desc, present.record_id desc
            limit 1
        ) as newest
        where not {{ is_same_employer(offer ~ '.employer', 'newest.employer') }}
    )
{%- endmacro %}
