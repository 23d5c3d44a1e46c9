{% macro funding_rounds(changed=none) -%}
    {#- Query: the rounds in the news, each as the newest article that reports it, with its day as `funded_on` and the
        time of its first report. Equal amounts of one company in one month are one round, however many report it.
        `changed`: CTE with the `domain`s that are asked for; all without. -#}
    {%- set round = "reported.company_domain, reported.funding_currency, reported.funding_amount,
        date_trunc('month', reported.funded_on)" -%}
    select distinct on ({{ round }})
        reported.*,
        min(reported.observed_at) over (partition by {{ round }}) as first_reported_at
    from (
        select
            news.*,
            coalesce(news.announced_on, news.publish_date) as funded_on
        from {{ ref('extracted__signal_news_fundraising') }} as news
        {%- if changed %}
        inner join {{ changed }} as changed on news.company_domain = changed.domain
        {%- endif %}
        where news.rejected_reason is null and news.event_kind = 'funding' and news.funding_amount is not null
    ) as reported
    order by {{ round }}, reported.observed_at desc, reported.record_id desc
{%- endmacro %}
