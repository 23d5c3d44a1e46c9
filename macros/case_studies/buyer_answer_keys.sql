{% macro buyer_answer_keys() -%}
    {#- Keys by which the answer to the question for a case study's buyers is known. -#}
    {{- return(['people', 'customer_company_domain']) -}}
{%- endmacro %}
