{% macro vc_canonical(name) -%}
    {#- The name that stands for a venture firm (rule N13); its own when the seed knows no other, null for words that
        mean that there is none. Compare it by customer_key, so that letters' case parts no firm in two. The limits keep
        PostgreSQL from cleaning the name once for every row of the seeds. -#}
    (
        select coalesce(known.canonical, given.name)
        from (
            select
                cleaned.name,
                lower(cleaned.name) as word
            from (select {{ function('clean_line') }}({{ name }}) as name limit 1) as cleaned
            limit 1
        ) as given
        left join {{ ref('vc_name_aliases') }} as known
            on given.word = lower(known.variant) or given.word = lower(known.canonical)
        where not exists (
            select 1 from {{ ref('non_values') }} as meant
            where meant.raw_value = given.word and meant.meaning <> 'no numbers'
        )
        limit 1
    )
{%- endmacro %}
