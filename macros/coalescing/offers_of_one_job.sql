{% macro offers_of_one_job(relation) -%}
    {#- The offers for a person (`relation`: linkedin_url, known_as, source_kind, attribute, value and where it is from)
        without those that speak of a job at another company than the source of the best title does: title, company,
        domain and start of a golden record are never put together from two jobs. -#}
    {%- set job = ['latest_title', 'latest_company_domain', 'latest_company', 'latest_start_date'] -%}
    with job_offer as (
        select offer.* from {{ relation }} as offer
        where offer.attribute in ('{{ job | join("', '") }}')
    ),

    best_of_job as (
        {{ best_offers('person', 'job_offer', 'linkedin_url') }}
    ),

    statement as (
        select
            linkedin_url, known_as, source_kind,
            max(value) filter (where attribute = 'latest_company_domain') as domain,
            max(value) filter (where attribute = 'latest_company') as company,
            jsonb_object_agg(attribute, record_id) as records
        from job_offer
        group by linkedin_url, known_as, source_kind
    ),

    -- The company of the best title's source; if that names none, of the best domain's or the best name's.
    employer as (
        select distinct on (best.linkedin_url) best.linkedin_url, said.domain, said.company
        from best_of_job as best
        inner join statement as said
            on best.linkedin_url = said.linkedin_url and best.origin ->> 'source_kind' = said.source_kind
            and best.origin ->> 'source_id' = said.records ->> best.attribute
        where best.attribute <> 'latest_start_date' and coalesce(said.domain, said.company) is not null
        order by best.linkedin_url, array_position(array['{{ job | join("', '") }}'], best.attribute), said.known_as
    )

    select offer.*
    from {{ relation }} as offer
    left join employer on offer.linkedin_url = employer.linkedin_url
    left join statement as said
        on offer.attribute in ('{{ job | join("', '") }}') and offer.linkedin_url = said.linkedin_url
        and offer.known_as = said.known_as and offer.source_kind = said.source_kind
    where case
        when said.domain <> employer.domain then false
        when said.domain = employer.domain then true
        else coalesce({{ function('company_name_key') }}(said.company)
            = {{ function('company_name_key') }}(employer.company), true)
    end
{%- endmacro %}
