{% macro newest_checks(attribute, entries, plan) -%}
    {#- The newest good answer to a question of type list for each company that got a new one, or whose entries
        changed. -#}
    {%- set missing = absent({'domain': 'news.company_domain'}, as_of='updated_at') -%}
    select distinct on (record.company_domain) record.*
    from {{ ref('extracted__company_inference') }} as record
    where record.rejected_reason is null
        and record.workflow_slug in (
            select question.workflow_slug from {{ ref('inference_questions') }} as question
            where question.attribute = '{{ attribute }}'
        )
        and record.company_domain in (
            select news.company_domain
            from {{ ref('extracted__company_inference') }} as news
            where news.rejected_reason is null and {{ is_news(plan, 'extracted__company_inference', 'news', missing) }}
            union
            select news.domain from {{ ref(entries) }} as news where {{ is_news(plan, entries, 'news') }}
        )
    order by record.company_domain asc, record.observed_at desc, record.record_id desc
{%- endmacro %}
