{% macro addresses_of_persons(news) -%}
    {#- Of addresses with news (column linkedin_url of a CTE) the persons to be written again, one row per address under
        which a person is known (`known_as`). An address that is an alias now has a row of its own without `known_as`:
        nothing is to stand under it any more. -#}
    select
        concerned.linkedin_url,
        coalesce(address.linkedin_url, case when own.linkedin_url is null then concerned.linkedin_url end) as known_as
    from (
        select linkedin_url from {{ news }}
        union
        select known.person_linkedin_url
        from {{ news }}
        inner join {{ ref('reference__person_identities') }} as known on {{ news }}.linkedin_url = known.linkedin_url
    ) as concerned
    left join {{ ref('reference__person_identities') }} as own on concerned.linkedin_url = own.linkedin_url
    left join {{ ref('reference__person_identities') }} as address
        on concerned.linkedin_url = address.person_linkedin_url
{%- endmacro %}
