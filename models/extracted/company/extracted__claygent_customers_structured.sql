{{ config(materialized='view') }}

{{ customers_delivered_by('company-customers-structured', {'customer_name': 'customer_name'}, matched=true) }}
