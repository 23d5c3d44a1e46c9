{% macro offers_of_present_job(relation) -%}
    {#- The offers for a person (`relation`, as macro offers_of_one_job takes it) without those of a job that the same source
        has replaced: once a newer record names another company, what older ones say fills nothing. -#}
    {%- set who = 'linkedin_url, known_as, source_kind' -%}
    with present as (
        select distinct on ({{ who }}) {{ who }}, employer
        from {{ relation }}
        where attribute in ('latest_company', 'latest_company_domain')
        order by {{ who }}, observed_at desc, record_id desc
    )

    select offer.*
    from {{ relation }} as offer
    left join present
        on offer.linkedin_url = present.linkedin_url and offer.known_as = present.known_as
        and offer.source_kind = present.source_kind
    where {{ is_same_employer('offer.employer', 'present.employer') }}
{%- endmacro %}
