{% macro job_title_matches(phrases, rules) -%}
    {#- CTEs after `title` (title_key, words: folded by job_title_words, as an array), ending in `spoken`: where phrases
        of the seeds stand in the titles. Phrases are found by their first word, so cost follows the words of a title. -#}
    word as (
        select
            title.title_key,
            title.words,
            listed.position,
            title.words[listed.position] as word,
            cardinality(array_positions(title.words[1:listed.position], ',')) as part
        from title
        cross join lateral generate_subscripts(title.words, 1) as listed (position)
        where title.words[listed.position] <> ','
    ),

    phrase as (
        select
            said.phrase,
            said.match,
            string_to_array(said.phrase, ' ') as words,
            split_part(said.phrase, ' ', 1) as first_word,
            cardinality(string_to_array(said.phrase, ' ')) as size,
            rule.rule_id,
            rule.kind,
            rule.priority,
            rule.hides
        from {{ phrases }} as said
        inner join {{ rules }} as rule on said.rule_id = rule.rule_id
    ),

    -- What stands inside a compound word: 'vertriebs|leiter'. Each distinct word is looked at once.
    compound as (
        select
            known.word as whole_word,
            phrase.*
        from (select distinct word.word from word where length(word.word) >= 6) as known
        inner join phrase
            on
                phrase.match in ('start_of_word', 'end_of_word')
                and length(known.word) >= length(phrase.phrase) + 3
                and case phrase.match
                    when 'start_of_word' then left(known.word, length(phrase.phrase))
                    else right(known.word, length(phrase.phrase))
                end = phrase.phrase
    ),

    spoken as (
        {{ job_title_spans('phrase.first_word', "phrase.match not in ('start_of_word', 'end_of_word')"
            ~ " and (phrase.size = 1 or word.words[word.position:word.position + phrase.size - 1] = phrase.words)"
            ~ " and (phrase.match not in ('whole_part', 'start_of_part') or word.words[word.position - 1] = ',')"
            ~ " and (phrase.match not in ('whole_part', 'end_of_part') or word.words[word.position + phrase.size] = ',')",
            'phrase', 1000) }}
        union all
        {{ job_title_spans('phrase.whole_word', 'true', 'compound', 0) }}
    )
{%- endmacro %}
