{% macro is_known_term(kind) -%}
    {#- Predicate on {term} for known_terms: the text is a value of the vocabulary of sizes, stages of funding, ranks or
        industries, however it is spelled. -#}
    {%- if kind == 'employee_ranges' -%}
        {term} ~ '\d *([-–+]|to )' and {{ function('size_range_min') }}({term}) is not null
        or lower({term}) in (select size.raw_value from {{ ref('employee_range_lookup') }} as size)
    {%- elif kind == 'funding_stages' -%}
        rtrim(translate(lower({term}), '-_', '  '), ' +') in (
            select stage.name from {{ ref('funding_stages') }} as stage
        )
    {%- elif kind == 'seniorities' -%}
        {{ function('lookup_key') }}({term}) in (select rank.alias from {{ ref('seniority_aliases') }} as rank)
    {%- elif kind == 'industries' -%}
        {{ industry_spelling('{term}') }} in (
            {{ known_industry_spellings() }}
        )
    {%- endif -%}
{%- endmacro %}
