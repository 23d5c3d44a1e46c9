{{ config(materialized='view') }}

{{ customers_delivered_by('company-customers-claygent', {'customer_name': 'customer_name'}, matched=true) }}
