{% macro location_texts(alias) -%}
    {#- Who says in a text where something is: model to the column with the text and the condition, over `alias`. -#}
    {{- return({
        'extracted__company_attributes': [alias ~ '.value', alias ~ ".attribute = 'location'"],
        'extracted__person_attributes': [alias ~ '.value', alias ~ ".attribute = 'location_name'"],
        'extracted__job_posting': [alias ~ '.location', alias ~ '.rejected_reason is null']
    }) -}}
{%- endmacro %}
