{% macro said_answer(record, question) -%}
    {#- What a record says to one question: the value under the question's keys, or its plain text where the question
        can be answered by one. Null when it says nothing. -#}
    case
        when {{ record }}.answer is not null
            then {{ function('json_at') }}({{ record }}.answer, {{ question }}.answer_keys)
        when {{ question }}.reads_plain_text then to_jsonb({{ record }}.answer_text)
    end
{%- endmacro %}
