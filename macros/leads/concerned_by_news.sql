{% macro concerned_by_news(plan, sources, key) -%}
    {#- Whom the news of any source concern. `sources`: model to `who` (expression) and, where a row of it does not name
        them itself, `through`: relation, alias and condition of each join on the way. The first source names everybody,
        so that a new table and a heal, which compares every row with its parts, need no other. -#}
    {%- for source, reach in sources.items() %}
    {%- set relation = ref(source) -%}
    {%- if loop.first or (is_incremental() and not flags.FULL_REFRESH) -%}
    {{ 'union' if not loop.first else '' }}
    select {{ 'distinct ' if loop.first else '' }}{{ reach.who }} as {{ key }}
    from {{ relation }} as news
    {%- for joined, name, condition in reach.get('through', []) %}
    inner join {{ joined }} as {{ name }} on {{ condition }}
    {%- endfor %}
    where {{ is_news(plan, source, 'news', 'true' if loop.first else none) }}
    {% endif -%}
    {%- endfor %}
{%- endmacro %}
