{% macro job_title_spans(key, condition, relation, weight) -%}
    {#- Words of titles joined with phrases: from where to where each phrase reaches, and its weight among phrases of
        the same reach: a whole word weighs more than a piece of one, a long piece more than a short one. -#}
    select
        word.title_key,
        word.part,
        word.position as starts,
        word.position + phrase.size as ends,
        {{ weight }} + length(phrase.phrase) as weight,
        phrase.phrase,
        phrase.rule_id,
        phrase.kind,
        phrase.priority,
        phrase.hides
    from word
    inner join {{ relation }} as phrase on word.word = {{ key }} and {{ condition }}
{%- endmacro %}
