{% macro concerned_by_news(plan, sources, key) -%}
    {#- Whom the news of any source concern. `sources`: model to `who` (expression) and, where a row of it does not name
        them itself, `through`: relation, alias and condition of each join on the way. The first source names everybody,
        so that a new table and a heal, which compares every row with its parts, need no other. A source that has not
        been written since is not asked. -#}
    {%- for source, reach in sources.items() %}
    {%- set relation = ref(source) -%}
    {%- set window = plan.sources[source] if plan is not none else {'lo': 0, 'hi': 1} -%}
    {%- if loop.first or (is_incremental() and not flags.FULL_REFRESH and window.lo < window.hi) -%}
    {{ 'union' if not loop.first else '' }}
    select {{ 'distinct ' if loop.first else '' }}{{ reach.who }} as {{ key }}
    from {{ relation }} as news
    {%- for joined, name, condition in reach.get('through', []) %}
    {{ look_up(joined, name, condition, 'inner') }}
    {%- endfor %}
    where {{ is_news(plan, source, 'news', 'true' if loop.first else none) }}
    {% endif -%}
    {%- endfor %}
{%- endmacro %}
