{% test no_rows_where(model, condition) %}
{#- Fails with every row for which the condition holds; unlike dbt's own tests it shows the whole row. -#}
    select * from {{ model }} where {{ condition }}
{% endtest %}
