{% macro news_of_leads(leads=this) -%}
    {#- Whose news may change a lead, and whom (macro concerned_by_news): a company changes for everybody who works there,
        a place for everybody who names it, an alias for everybody whose employer bears it. `leads`: the table of leads,
        where another model hears of the same. -#}
    {%- set employers -%}
    (
        select
            linkedin_url,
            company_domain
        from {{ ref('core__people') }}
        union all
        select
            linkedin_url,
            company_domain
        from {{ ref('core__person_work_history') }}
    )
    {%- endset -%}
    {%- set named = [[ref('extracted__person_titles'), 'titled', 'news.title_key = titled.title_key']] -%}
    {%- set sources = {
        'extracted__person_attributes': {'who': 'news.linkedin_url'},
        'extracted__person_titles': {'who': 'news.linkedin_url'},
        'extracted__person_experience': {'who': 'news.linkedin_url'},
        'reference__person_identities': {'who': 'news.linkedin_url'},
        'reference__job_title_lookup': {'who': 'titled.linkedin_url', 'through': named},
        'reference__job_title_rulings': {'who': 'titled.linkedin_url', 'through': named},
        'reference__places': {
            'who': 'placed.linkedin_url',
            'through': [[ref('core__person_locations'), 'placed', 'news.location_key = placed.location_key']]
        },
        'reference__company_domain_aliases': {
            'who': 'employed.linkedin_url',
            'through': [[employers, 'employed', 'news.alias_domain = employed.company_domain']]
        },
        'reference__company_profiles': {
            'who': 'employed.linkedin_url', 'through': [[leads, 'employed', 'news.domain = employed.company_domain']]
        }
    } -%}
    {{- return(sources) -}}
{%- endmacro %}
