{% macro posted_job_function(sent) -%}
    {#- The function of a posting: in the word of a job board where one has it, since boards select by their own words
        (spaces and case do not count); else by its name, else as sent (`sent`: expression). -#}
    coalesce(
        (
            select jsonb_object_agg(replace(board.spelling, ' ', ''), board.word)
            from (
                select
                    listed.word,
                    {{ function('lookup_key') }}(listed.word) as spelling
                from {{ ref('job_boards') }} as seed
                cross join jsonb_array_elements_text(seed.job_functions) as listed (word)
            ) as board
            where board.spelling is not null
        ) ->> replace({{ function('lookup_key') }}({{ sent }}), ' ', ''),
        (
            select known.job_function from {{ ref('job_function_aliases') }} as known
            where known.alias = {{ function('lookup_key') }}({{ sent }})
        ),
        {{ sent }}
    )
{%- endmacro %}
