{% macro with_company_key(relation, person='linkedin_url') -%}
    {#- Rows of a relation with `company_key`, by which two rows of one person name the same company: the domain, else
        the domain or LinkedIn URL that another row of the person gives for its URL or name, else what it has. Names
        are folded only for persons who have a row without a domain. `person`: what a person's rows have in common. -#}
    select
        named.*,
        coalesce(
            company_domain,
            case when company_linkedin_url is not null
                then min(company_domain) over (partition by {{ person }}, company_linkedin_url) end,
            case when name_key is not null
                then min(company_domain) over (partition by {{ person }}, name_key) end,
            company_linkedin_url,
            case when name_key is not null
                then min(company_linkedin_url) over (partition by {{ person }}, name_key) end,
            name_key
        ) as company_key
    from (
        select
            listed.*,
            case when bool_or(company_domain is null) over (partition by {{ person }})
                then {{ function('company_name_key') }}(company_name) end as name_key
        from {{ relation }} as listed
    ) as named
{%- endmacro %}
