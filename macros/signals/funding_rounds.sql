{% macro funding_rounds(changed=none) -%}
    {#- Query: the rounds in the news. Equal amounts of one company in one month are one round, however many report it:
        per attribute as the newest article that says it, so that a short one takes nothing from a longer one (law 7).
        A day that was announced goes before the day of an article. `changed`: CTE with the `domain`s that are asked
        for; all without. -#}
    select
        company_domain,
        funding_currency,
        funding_amount,
        {% for day in ['funded_on', 'funded_on_precision'] -%}
        (array_agg({{ day }} order by announced_on is null, observed_at desc, record_id desc))[1] as {{ day }},
        {% endfor -%}
        {% for said in ['round_type', 'investors', 'news_url', 'workflow_slug', 'record_id'] -%}
        {{ newest_value(said) }},
        {% endfor -%}
        min(observed_at) as first_reported_at,
        max(observed_at) as observed_at
    from (
        select
            news.*,
            coalesce(news.announced_on, news.publish_date) as funded_on,
            case when news.announced_on is null then news.publish_date_precision else news.announced_on_precision end
                as funded_on_precision
        from {{ ref('extracted__signal_news_fundraising') }} as news
        {%- if changed %}
        inner join {{ changed }} as changed on news.company_domain = changed.domain
        {%- endif %}
        where news.rejected_reason is null and news.event_kind = 'funding' and news.funding_amount is not null
    ) as reported
    group by company_domain, funding_currency, funding_amount, date_trunc('month', funded_on)
{%- endmacro %}
