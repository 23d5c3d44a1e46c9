{#- Which kinds of record name a company: key of the company and its names. Names that people give their employers are
    not among them: they tell of jobs, and one slip would make a name stand for another company. -#}
{%- set sources = {
    'company_discovery': {'key': 'news.domain', 'names': ['news.name', 'news.registered_name']},
    'company_firmographics': {'key': 'news.company_domain', 'names': ['news.name']},
    'leadmagic_company_enrichment': {'key': 'news.domain', 'names': ['news.company_name']},
    'company_upsert': {'key': 'news.company_domain', 'names': ['news.name']},
    'salesnav_company': {'key': 'news.domain', 'names': ['news.company_name']},
    'nostra_ecom_companies': {'key': 'news.domain', 'names': ['news.name']},
    'cleaned_company_names': {
        'key': 'news.domain', 'names': ['news.original_company_name', 'news.cleaned_company_name']
    },
    'vc_portfolio': {'key': 'news.domain', 'names': ['news.company_name']},
    'crunchbase_portfolio_company': {'key': 'news.domain', 'names': ['news.company_name']},
    'company_vc_investor_list': {'key': 'news.company_domain', 'names': ['news.company_name']}
} -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with named as (
    {% for kind, given in sources.items() -%}
    {%- set model = 'extracted__' ~ kind -%}
    {%- set outer = loop -%}
    {%- for name in given.names -%}
    select
        {{ given.key }} as company_domain,
        {{ name }} as name
    from {{ ref(model) }} as news
    where
        rejected_reason is null and {{ given.key }} is not null and {{ name }} is not null
        and {{ is_news(plan, model, 'news', absent({
            'company_domain': given.key, 'name_key': function('company_name_key') ~ '(' ~ name ~ ')',
            'name_kind': "'name'"
        })) }}
    {% if not (outer.last and loop.last) %}union
    {% endif -%}
    {%- endfor -%}
    {%- endfor %}
),

-- A name may state others: a former one, an abbreviation, the name without its owner. What stands before a former name
-- is the name.
stated as (
    select
        company_domain,
        'name' as name_kind,
        {{ function('company_name_key') }}(name) as name_key
    from named
    union
    select
        company_domain,
        'name' as name_kind,
        {{ function('company_name_key') }}(({{ function('stated_names') }}(name))[1]) as name_key
    from named
    where name ~* '[(\[]\s*(?:formerly|previously|prev|fka|f/k/a|also known as|aka|dba)\M'
    union
    select
        named.company_domain,
        'part' as name_kind,
        {{ function('company_name_key') }}(part.name) as name_key
    from named
    cross join lateral unnest({{ function('stated_names') }}(named.name)) as part (name)
)

select
    company_domain,
    name_key,
    name_kind,
    {{ generation(plan) }} as changed_in
from stated
where name_key is not null
