{% macro case_study_answer_keys() -%}
    {#- Keys by which the answer of the extraction from a case study is known. -#}
    {{- return(['article_title', 'customer_company_domain', 'customer_domain', 'champions', 'confidence', 'reasoning']) -}}
{%- endmacro %}
