{%- set models = ['extracted__company_customers', 'extracted__case_study_customers'] -%}
{%- set plan = plan_window(models) -%}
{%- set missing = absent({'customer_key': 'news.customer_key'}) -%}

with changed as (
    {% for model in models -%}
    select news.customer_key
    from {{ ref(model) }} as news
    where {{ is_news(plan, model, 'news', missing) }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor %}
),

-- Made from the key alone, so that every spelling of it gives the same.
folded as (
    select
        customer_key,
        {{ function('company_name_key') }}(customer_key) as name_key,
        case
            when customer_key like '%_.__%' and customer_key not like '% %'
                then {{ site_domain('customer_key') }}
        end as sent_domain
    from changed
),

keyed as (
    select
        folded.customer_key,
        'domain' as key_kind,
        coalesce(domain_alias.domain, folded.sent_domain) as match_key,
        '{}'::text[] as rest
    from folded
    {{ join_domain_rules('folded.sent_domain') }}
    where junk.domain is null
    union
    select
        customer_key,
        'name' as key_kind,
        replace(name_key, ' ', '') as match_key,
        '{}'::text[] as rest
    from folded
    union
    select
        customer_key,
        'short' as key_kind,
        {{ function('company_name_stem') }}(name_key) as match_key,
        '{}'::text[] as rest
    from folded
    where name_key ~ ' (?:group|groupe|gruppe|grupo|gruppo|holding|holdings)$'
    union
    select
        folded.customer_key,
        'part' as key_kind,
        replace({{ function('company_name_key') }}(part.name), ' ', '') as match_key,
        '{}'::text[] as rest
    from folded
    cross join lateral unnest({{ function('stated_names') }}(folded.customer_key)) as part (name)
    union
    -- The first words of the name, and the words that follow.
    select
        folded.customer_key,
        'prefix' as key_kind,
        prefix.match_key,
        (string_to_array(folded.name_key, ' '))[prefix.words + 1:] as rest
    from folded
    cross join
        lateral unnest({{ function('word_prefixes') }}(folded.name_key)) with ordinality as prefix (match_key, words)
    where folded.sent_domain is null and prefix.words < cardinality(string_to_array(folded.name_key, ' '))
)

-- A name that gives no key has one all the same: it is looked at, and found unknown.
select
    customer_key,
    coalesce(match_key, '') as match_key,
    key_kind,
    max(rest) as rest,
    {{ generation(plan) }} as changed_in
from keyed
where match_key is not null or key_kind = 'name'
group by customer_key, coalesce(match_key, ''), key_kind
