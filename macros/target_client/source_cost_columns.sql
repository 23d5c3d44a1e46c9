{% macro source_cost_columns() -%}
    {#- What the research cost, as the model that did it says (numbers also come as text, rule N9). -#}
    {{ function('parse_integer') }}({{ text_of('doc', 'tokensUsed') }}) as source_tokens_used,
    {{ function('parse_integer') }}({{ text_of('doc', 'inputTokens') }}) as source_input_tokens,
    {{ function('parse_integer') }}({{ text_of('doc', 'outputTokens') }}) as source_output_tokens,
    {{ function('parse_money') }}({{ text_of('doc', 'totalCostToAIProvider') }}) as source_cost
{%- endmacro %}
