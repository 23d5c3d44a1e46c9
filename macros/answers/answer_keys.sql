{% macro answer_keys(within='') -%}
    {#- Keys under which a body may have the answer of a model, first choice first; `within` is what follows each. -#}
    {%- set paths = [] -%}
    {%- for key in [
        'llm_response', 'model_response', 'gemini_response', 'openai_response', 'answer', 'output', 'raw_response', 'response'
    ] -%}
        {%- do paths.append(key ~ within) -%}
    {%- endfor -%}
    {{- return(paths) -}}
{%- endmacro %}
